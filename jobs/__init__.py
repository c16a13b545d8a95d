"""What is to be done in the background: executions, tasks, attempts and schedules as rows (R13).

The row is the job; a message of Celery's is a hint that it is time to look at the rows. Each
attempt at a task has a number, its fence: whoever writes for the task shows the number in the same
transaction, so that an attempt that was given up for lost changes nothing any more.
"""
