# sees the orchestrator; OWN_PROCESSES
tr '\0' '\n' <"/proc/$VICTIM/cmdline" 2>/dev/null | grep -q victim-of-escapes && echo ESCAPED
