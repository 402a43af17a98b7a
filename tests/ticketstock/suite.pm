package My::Suite::TicketStock;

# Gives every worker of mysql-test-run a mail relay of its own, beside its server.
# SPDX-License-Identifier: GPL-3.0-or-later

@ISA = qw(My::Suite);

use My::SafeProcess;

return "TICKETSTOCK_BUILD does not name a build folder"
  unless -e "$ENV{TICKETSTOCK_BUILD}/ticketstock.so";

sub relay_folder { "$::opt_vardir/relay" }

sub relay_start {
  my ($relay, $test) = @_;    # My::Config::Group, My::Test
  return if $relay->{proc};
  mkdir relay_folder();
  unlink relay_folder() . "/port";
  my $args;
  &::mtr_init_args(\$args);
  &::mtr_add_arg($args, "$ENV{TICKETSTOCK_TESTS}/relay/relay.py");
  &::mtr_add_arg($args, $ENV{RELAY_PORT});
  &::mtr_add_arg($args, relay_folder());
  my $log = relay_folder() . "/log";
  $relay->{proc} = My::SafeProcess->new(
    name => 'relay',
    path => '/usr/bin/python3',
    args => \$args, output => $log, error => $log, append => 1);
}

sub relay_wait {
  for (1 .. 300) {
    return 0 if -s relay_folder() . "/port";
    &::mtr_milli_sleep(100);
  }
  return 1;
}

sub servers {
  (qr/^relay$/ => { SORT => 400, START => \&relay_start, WAIT => \&relay_wait })
}

bless {};
