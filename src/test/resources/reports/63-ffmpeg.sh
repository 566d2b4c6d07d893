# A recorder in the background that the script's trap ends: a second signal means "now", and the file is broken.
# source: MitchSchwartz/MPE-Sound-Module#130, os-autoinst/openQA#3152
# needs: ffmpeg ffprobe
# expect: mark whole, no next
cd "$MARKERS" || exit
ffmpeg -nostdin -loglevel error -re -f lavfi -i testsrc=size=64x64:rate=10 -f mp4 video.mp4 &
recorder=$!
trap 'kill $recorder; wait $recorder; ffprobe -loglevel error video.mp4 && touch whole; exit 1' TERM
until [ -s video.mp4 ]; do sleep 0.1; done
touch ready
sleep 100
touch next
