# reads the orchestrator's variables; OWN_PROCESSES
for file in /proc/[0-9]*/environ; do
  tr "\0" "\n" <"$file" 2>/dev/null | grep -q "^PLANTED_IN_HOST=" && echo ESCAPED
done
echo TRIED
