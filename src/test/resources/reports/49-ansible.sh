# ansible's worker and the module that it has started are left over; or the next task begins.
# source: ansible/ansible#14346, ansible/ansible#23958
# needs: ansible-playbook
# expect: finished task, once task, no second, no next
cd "$MARKERS" || exit
export ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_LOCAL_TEMP="$MARKERS/local" ANSIBLE_REMOTE_TEMP="$MARKERS/remote"
cat >play.yml <<'Y'
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - command: "{{ lookup('env', 'REPORTS') }}/tool task"
      ignore_errors: true
    - command: touch second
Y
ansible-playbook play.yml
touch next
