# terraform ends what it applies on the first signal, and at once on the second: then the lock of its state is left over.
# source: hashicorp/setup-terraform#441, microsoft/azure-pipelines-terraform#312, einride/sage#205
# needs: terraform
# expect: once tool, no .terraform.tfstate.lock.info, no next
cd "$MARKERS" || exit
export HOME="$MARKERS" CHECKPOINT_DISABLE=1
cat >main.tf <<'T'
resource "terraform_data" "x" {
  provisioner "local-exec" { command = "$REPORTS/tool tool" }
}
resource "terraform_data" "y" {
  depends_on = [terraform_data.x]
  provisioner "local-exec" { command = "touch next" }
}
T
terraform init -input=false -no-color >/dev/null
terraform apply -input=false -no-color -auto-approve
touch next
