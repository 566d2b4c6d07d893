# bash removes the workspace of its tool in an EXIT trap: not while the tool is in it.
# needs: bash
# expect: finished build, once build, mark cleaned, no missing, no next
# told: [clean-kill] Aborted: SIGTERM to tool, then bash, sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
mkdir work
cat >script <<'S'
trap '[ -e build.finished ] || touch missing; rm -r work; touch cleaned' EXIT
"$REPORTS/tool" build
touch next
S
bash script
touch next
