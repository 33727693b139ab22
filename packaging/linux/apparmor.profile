# Lets Mailuo make the user namespaces that Chromium's sandbox is built of. Ubuntu 24.04 and newer forbid them to
# programs without a profile; without it Mailuo would not start, and it never switches its sandbox off.
abi <abi/4.0>,
include <tunables/global>

profile mailuo /usr/lib/mailuo/mailuo flags=(unconfined) {
  userns,

  include if exists <local/mailuo>
}
