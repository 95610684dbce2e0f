"""What is taught and how it is learnt.

Owns course pages, activities, the question bank, editions, enrolments, attempts and completions.
A learner reads a frozen edition, never a live page; every answer is an append-only fact that the
server graded. It announces upwards; it knows nothing of certificates, teams or indicators.
"""
