#!/bin/sh
# The strongest confinement of true that the command-line tools give, as root: what the launch of
# bubblewrap is measured against. Arguments: a file with the filter for system calls, an empty folder.
set -eu
bpf=$1 ws=$2/by-hand cg=bench-of-colophon-$$ # one that begins with colophon is taken for an abandoned stage's
groups=
for controller in memory pids cpu unified; do
  [ -d "/sys/fs/cgroup/$controller" ] && mkdir "/sys/fs/cgroup/$controller/$cg" && groups="$groups /sys/fs/cgroup/$controller/$cg"
done
for group in $groups; do
  case $group in
    */memory/*)
      echo 4294967296 >"$group/memory.limit_in_bytes"
      [ ! -e "$group/memory.memsw.limit_in_bytes" ] || echo 4294967296 >"$group/memory.memsw.limit_in_bytes"
      ;;
    */pids/*) echo 256 >"$group/pids.max" ;;
    */cpu/*) echo 200000 >"$group/cpu.cfs_quota_us" ;;
  esac
done
mkdir -p "$ws"
mount -t tmpfs -o size=512m,nr_inodes=20000,nosuid,nodev sbxws "$ws"
chown 61001 "$ws"
code=0
env -i PATH=/usr/bin:/bin WS="$ws" BPF="$bpf" GROUPS_="$groups" unshare --mount --propagation private /bin/sh -c '
  for group in $GROUPS_; do echo 0 >"$group/cgroup.procs"; done
  mount --bind "$WS" "$WS" && mount -o remount,bind,noexec,nosuid,nodev "$WS" &&
  mount -t tmpfs -o size=1m,mode=755 none /mnt && mkdir /mnt/tmp /mnt/shm &&
  mount -t tmpfs -o size=128m,nr_inodes=20000,mode=1777,noexec,nosuid,nodev none /mnt/tmp &&
  mount -t tmpfs -o size=64m,nr_inodes=1000,mode=1777,noexec,nosuid,nodev none /mnt/shm || exit 125
  exec 9<"$BPF"; exec "$@"' sh \
  env -i PATH=/usr/bin:/bin setpriv --reuid=61001 --regid=61001 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
  prlimit --core=0 --nofile=512 --fsize=268435456 --nproc=256 --memlock=65536 --msgqueue=0 --stack=8388608 \
  bwrap --unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup --disable-userns \
  --uid 1000 --gid 1000 --hostname sbx --die-with-parent --new-session --cap-drop ALL \
  --clearenv --setenv PATH /usr/bin --setenv HOME /work --setenv TMPDIR /tmp --setenv LANG C.UTF-8 \
  --ro-bind /usr/lib /usr/lib --ro-bind /usr/lib64 /usr/lib64 --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
  --ro-bind /usr/bin/true /usr/bin/true --ro-bind /etc/ld.so.cache /etc/ld.so.cache --proc /proc --dev /dev \
  --bind /mnt/shm /dev/shm --remount-ro /dev --bind /mnt/tmp /tmp --bind "$ws" /work --chdir /work --remount-ro / \
  --seccomp 9 -- /usr/bin/true || code=$?
umount "$ws"
for group in $groups; do until rmdir "$group" 2>/dev/null || [ ! -d "$group" ]; do sleep 0.001; done; done # the last process leaves a moment later
exit $code
