# GNU parallel begins no further job after SIGHUP, and waits for those that run; after SIGTERM it kills them in 0.4 s.
# source: the manual of parallel(1): "COMPLETE RUNNING JOBS BUT DO NOT START NEW JOBS", "--termseq"
# needs: parallel
# ladder: HUP 8s, TERM 4s
# expect: each started finished, at most 2 started, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
mkdir .parallel && touch .parallel/will-cite
cat >job <<'J'
#!/bin/sh
touch "$1.started"
[ "$1" = a ] || touch ready
sleep 3
touch "$1.finished"
J
chmod +x job
parallel -j 2 ./job ::: a b c d
touch next
