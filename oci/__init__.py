"""The OCI specifications in plain Python: what names, digests and manifests may look like.

It is for everyone who reads what a registry client sent: it turns text and bytes into values that
are known to be well formed, or refuses them with a fact from ``oci.errors``. It follows image-spec
1.1 and distribution-spec 1.1.

It never does I/O, never imports Django, and never decides who may do what or whether a thing
exists.
"""
