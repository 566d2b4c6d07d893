# What yes(1) feeds would run its next command at end-of-file.
# needs: yes
# expect: finished installer, once installer, no next
cd "$MARKERS" || exit
cat >install <<'S'
"$REPORTS/tool" installer
touch next
S
yes | sh install
touch next
