# meson test has a process group for each test, and kills it half a second after SIGTERM; the next test begins.
# source: mesonbuild/meson#6515, mesonbuild/meson#9410
# needs: meson ninja
# expect: once first, no second, no next
cd "$MARKERS" || exit
cat >meson.build <<'M'
project('x')
test('first', find_program('first.sh'), is_parallel: false)
test('second', find_program('second.sh'), is_parallel: false)
M
printf '#!/bin/sh\nexec "$REPORTS/tool" first\n' >first.sh
printf '#!/bin/sh\ntouch "$MARKERS/second"\n' >second.sh
chmod +x first.sh second.sh
meson setup build >setup.log
meson test -C build
touch next
