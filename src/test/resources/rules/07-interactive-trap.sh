# A shell that ignores the signal by its script is none, though one of its children has it as by default.
# row: interactive
# needs: perl
# expect: mark went-on
cd "$MARKERS" || exit
trap '' TERM
perl -e '$SIG{TERM} = "DEFAULT"; open F, ">", "deaf"; close F; sleep 1000 while 1' &
until [ -e deaf ]; do sleep 0.1; done
touch ready
sleep 2
touch went-on
