# A step that leaves a process in the background, which holds the step's output.
sleep 1000 &
echo 'the step is over'
