# becomes root of a namespace of its own; FILTER
unshare --user --map-root-user true 2>/dev/null && echo ESCAPED
