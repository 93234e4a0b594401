#!/bin/sh
# Makes the table.
printf 'name,word\nsecond,horizon\nfirst,bulk\nthird,boundary\n' >"$STAGE_DIR/words/words.csv"
