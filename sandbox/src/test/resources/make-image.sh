#!/bin/sh
# Makes an archive of a small system from programs of this machine: make-image.sh FOLDER ARCHIVE
set -eu
root=$1
mkdir -p "$root/usr/bin" "$root/etc" "$root/proc" "$root/dev" "$root/tmp" "$root/sys" "$root/run"
ln -s usr/bin "$root/bin"
for name in sh bash cat ls env printf cp touch chmod rm mv ln mkdir sleep seq setsid tail head cut grep id mount \
  umount true pwd echo stat find perl tr python3; do
  file=$(readlink -f "$(command -v "/usr/bin/$name")") || continue
  cp "$file" "$root/usr/bin/$name"
  for library in $(ldd "$file" 2>/dev/null | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -Ln "$library" "$root$library"
  done
done
# of Python what the escapes take, if it is there
library=$(/usr/bin/python3 -c 'import os; print(os.path.dirname(os.__file__))' 2>/dev/null) || library=
if [ -d "$library" ]; then
  mkdir -p "$root$(dirname "$library")"
  tar -C "$(dirname "$library")" --exclude=test --exclude=__pycache__ --exclude='config-*' --exclude=idlelib \
    --exclude=*-packages -cf - "$(basename "$library")" | tar -C "$root$(dirname "$library")" -xf -
  for needed in $(ldd "$library"/lib-dynload/*.so 2>/dev/null | grep -o '/[^ ]*' | grep -v ':$' | sort -u); do
    mkdir -p "$root$(dirname "$needed")"
    cp -Ln "$needed" "$root$needed"
  done
fi
tar -C "$root" -cf "$2" .
