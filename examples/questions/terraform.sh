# terraform | tee, for an abort: terraform holds its lock and is told once, tee gets the last line, no next command runs.
. "$(dirname "$0")/common.sh"

if [ "${1-}" != within ]; then
    FOLDER=$WORK sh "$QUESTIONS/aborted.sh" -- sh "$0" within >"$WORK/out"
    code=$?
    grep -E '^needs|exec\): READY$|^Interrupt|^Stopping|next ran|Over after' "$WORK/out"
    echo "in the log of tee: $(grep -c 'execution halted' "$WORK/log" | sed 's/^[1-9].*/execution halted/')"
    [ -e "$WORK/.terraform.tfstate.lock.info" ] && echo 'the lock is left' || echo 'the lock is released'
    [ -s "$WORK/terraform.tfstate" ] && echo 'the state is written' || echo 'the state is lost'
    rm -r "$WORK"
    exit $code
fi

rm -r "$WORK"
cd "$FOLDER" || exit 1
if command -v terraform >/dev/null 2>&1; then
    cat >main.tf <<'END'
resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "echo READY; sleep 60"
  }
}
END
    export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_CLI_CONFIG_FILE=/dev/null
    terraform init -input=false -no-color >init 2>&1 || { echo "needs a terraform that starts: $(cat init)"; exit 77; }
    set -- terraform apply -input=false -no-color -auto-approve
else
    set -- sh "$QUESTIONS/terraform-stand-in.sh"
fi
"$@" 2>&1 | tee log
echo 'next ran'
