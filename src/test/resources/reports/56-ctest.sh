# ctest dies of SIGTERM and leaves its test over; where that ends first, the next test begins.
# source: diffblue/cbmc#1445, thought-machine/please#592
# needs: ctest
# expect: finished first, once first, no second, no next
cd "$MARKERS" || exit
cat >CTestTestfile.cmake <<'C'
add_test(first "$ENV{REPORTS}/tool" first)
add_test(second touch "$ENV{MARKERS}/second")
C
ctest
touch next
