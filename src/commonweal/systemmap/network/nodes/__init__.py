"""Where each node stands: on ways between others, near to them, in holes between them, at a cut."""
