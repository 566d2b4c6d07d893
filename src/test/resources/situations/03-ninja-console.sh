# ninja passes no signal on to a job in its pool "console", and waits for it.
# needs: ninja
# expect: finished tests, once tests, no next
# told: [clean-kill] Aborted: SIGTERM to ninja, then sh, sh; waiting up to 10 s for 5 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >build.ninja <<'N'
rule tests
  command = "$$REPORTS/tool" tests
rule next
  command = touch next
build all: tests
  pool = console
build deploy: next all
N
ninja deploy
touch next
