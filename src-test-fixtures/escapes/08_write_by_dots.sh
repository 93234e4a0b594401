# climbs out with ..; NO_OUTSIDE_WRITES
for up in .. ../.. ../../..; do (echo bad >"$up/outside/escaped") 2>/dev/null && echo ESCAPED; done
