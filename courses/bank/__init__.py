"""The question bank: drawing a final test from what an edition froze of it.

Owns the draw of questions for an attempt and the words in which a bad question is refused to its
author. Never reads a live bank item for a learner.
"""
