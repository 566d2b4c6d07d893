# What yes(1) feeds would run its next command at end-of-file.
# needs: yes
# expect: finished installer, once installer, no next
# told: [clean-kill] Aborted: SIGTERM to yes, then sh, sh, sh; waiting up to 10 s for 5 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >install <<'S'
"$REPORTS/tool" installer
touch next
S
yes | sh install
touch next
