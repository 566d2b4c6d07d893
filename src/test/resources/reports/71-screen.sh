# What runs in a detached screen is left over.
# source: lowRISC/ibex-demo-system#71
# needs: screen perl
# expect: finished tool, once tool, no next
cd "$MARKERS" || exit
mkdir -m 700 screens
SCREENDIR=$PWD/screens screen -dmS build "$REPORTS/tool" tool
sleep 100
touch next
