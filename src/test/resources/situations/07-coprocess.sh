# bash has its server as a coprocess, which has a pipe to the script and no mark of a background job.
# needs: bash
# expect: finished tests, once tests, no next
# told: [clean-kill] Aborted: SIGTERM to tool, then bash, sh, sh; waiting up to 10 s for 5 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >script <<'S'
coproc { echo listening; exec sleep 1000; }
read -r line <&"${COPROC[0]}"
"$REPORTS/tool" tests
touch next
S
bash script
touch next
