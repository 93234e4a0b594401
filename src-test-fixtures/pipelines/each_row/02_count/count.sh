#!/bin/sh
# Counts the letters of one word: started once for each row, it sees that row alone.
set -eu
word=$(sed -n 's/.*"word": "\([a-z]*\)".*/\1/p' "$STAGE_CONTEXT")
echo "{\"name\": \"$ITEM_KEY\", \"letters\": ${#word}}" >"$STAGE_DIR/counts/counts.jsonl"
