"""The kinds of registries that images are moved to and from, one folder each.

``kinds`` knows them all; whoever uses one sees ``base.Remote`` and nothing of its kind.
"""
