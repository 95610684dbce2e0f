"""What the courses floor announces upwards. Listeners are idempotent; the row is the truth."""

from django.dispatch import Signal

# edition=Edition: a course was released, or released anew.
edition_released = Signal()
# enrolment=Enrolment: a person was enrolled.
enrolled = Signal()
# attempt=Attempt, result=Result: an attempt was graded.
attempt_graded = Signal()
# completion=Completion: sent inside the transaction that wrote it, so that the award shares it.
course_completed = Signal()
