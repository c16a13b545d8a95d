"""What is done every night without anybody's asking: orphans swept, bytes read again, sums checked.

Each is a kind of background jobs with a schedule of its own, made when the registry first starts.
"""
