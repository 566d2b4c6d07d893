# bats: an abort leaves what a test has started, or the next test begins.
# source: bats-core/bats-core#155, bats-core/bats-core#1020
# needs: bats
# expect: finished fixture, once fixture, no second, no next
cd "$MARKERS" || exit
cat >x.bats <<'B'
@test "first" { run "$REPORTS/tool" fixture; }
@test "second" { touch "$MARKERS/second"; }
B
bats x.bats
touch next
