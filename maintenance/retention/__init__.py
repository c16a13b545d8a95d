"""Tag retention: which artifacts of a project are kept, by rules that each say what they keep.

Rules protect. Of a repository that at least one rule is about, all artifacts go to the trash that
no rule keeps; one that no rule is about is left alone. What is judged is the artifact as lists
show it: one tag that a rule keeps keeps them all, and accessories and the parts of an index go, or
stay, with what they belong to.

``rules`` reads them, ``verdicts`` judges plain rows and knows no database, ``plans`` says what
would be done, for the preview and for a run alike, and ``runs`` does it: a job with one task for
each repository, which asks again under the repository's lock what its plan said.
"""
