# make passes SIGTERM on to its recipes, waits for them, and deletes the targets that they have not finished.
# source: ninja-build/ninja#110, pydoit/doit#191, the manual of GNU make, "Interrupting or Killing make"
# needs: make
# expect: finished first, once first, finished second, once second, no one, no two, no next
cd "$MARKERS" || exit
export READY=2
printf 'all: one two\n\ttouch next\none:\n\techo half >$@; "$(REPORTS)/tool" first\n\ttouch next\ntwo:\n\techo half >$@; "$(REPORTS)/tool" second\n\ttouch next\n' >Makefile
make -j 2
touch next
