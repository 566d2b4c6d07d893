# su stops itself when it sees its child stop, and swallows what comes meanwhile: it is frozen first.
# row: owner
# needs: perl su root
# expect: finished build, once build, no next
cd "$MARKERS" || exit
su root -c "MARKERS='$MARKERS' '$REPORTS/tool' build; touch '$MARKERS/next'"
touch next
