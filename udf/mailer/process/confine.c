/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <openssl/x509.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE                                                                \
    (1ULL << 14) /* Linux 6.2, newer than the headers of Debian 12 */
#endif

/* What is still opened later: plugins of libesmtp, character sets, certificates, host names. */
static const char *const readable[] = {
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/etc/ssl",
    "/etc/pki",
    "/etc/crypto-policies",
    "/usr/share/crypto-policies",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/resolv.conf",
    "/etc/gai.conf",
    "/dev/null",
    "/dev/urandom",
};

/* Where OpenSSL is told to look when a person runs the mailer; the server passes no environment. */
static const char *const readable_variables[] = {"OPENSSL_CONF", "SSL_CERT_FILE", "SSL_CERT_DIR"};

static void allow_reading(int rules, const char *path) {
    struct stat status;
    const int file = path && *path ? open(path, O_PATH | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    if (fstat(file, &status) == 0) {
        const struct landlock_path_beneath_attr rule = {
            .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
                              (S_ISDIR(status.st_mode) ? LANDLOCK_ACCESS_FS_READ_DIR : 0U),
            .parent_fd = file};
        (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(file);
}

/* Every right to files that this kernel's Landlock knows; 0: it has none. */
static __u64 known_rights(void) {
    const long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    return ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1) |
           (version >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0) |
           (version >= 3 ? LANDLOCK_ACCESS_FS_TRUNCATE : 0);
}

static void confine_files(const char *ca_file) {
    const struct landlock_ruleset_attr rights = {.handled_access_fs = known_rights()};
    if (rights.handled_access_fs == 0)
        return;
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (rules < 0)
        return;
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        allow_reading(rules, readable[i]);
    for (size_t i = 0; i < sizeof readable_variables / sizeof *readable_variables; i++)
        allow_reading(rules, getenv(readable_variables[i]));
    allow_reading(rules, X509_get_default_cert_file());
    allow_reading(rules, X509_get_default_cert_dir());
    allow_reading(rules, ca_file);
    (void)syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

/*
 * A list of what is refused, not of what is allowed: which calls the libraries make changes with
 * their versions, and a mail that is not sent because of it would be worse.
 */
static const int refused[] = {
    /* other programs, other processes */
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
    SCMP_SYS(process_mrelease), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(kcmp), SCMP_SYS(setpriority), SCMP_SYS(ioprio_set),
    SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setattr), SCMP_SYS(sched_setparam),
    SCMP_SYS(sched_setscheduler), SCMP_SYS(migrate_pages), SCMP_SYS(move_pages),
    /* files: landlock does not know all of these, and older kernels do not know landlock */
    SCMP_SYS(creat), SCMP_SYS(truncate), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink),
    SCMP_SYS(symlinkat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
    SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir),
    SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat),
    SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(utime),
    SCMP_SYS(utimes), SCMP_SYS(utimensat), SCMP_SYS(futimesat), SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr),
    SCMP_SYS(fremovexattr), SCMP_SYS(open_by_handle_at),
    /* memory and messages shared with other processes, and servers */
    SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(shmctl), SCMP_SYS(semget), SCMP_SYS(msgget),
    SCMP_SYS(mq_open), SCMP_SYS(mq_unlink), SCMP_SYS(socketpair), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4),
    /* ways around this filter, and the kernel itself */
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    SCMP_SYS(userfaultfd), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(keyctl),
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(fsopen),
    SCMP_SYS(fsmount), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(modify_ldt)};

/* Flags with which a file is opened for more than reading; O_TRUNC empties it without O_WRONLY too.
 */
static const struct {
    scmp_datum_t mask, flags;
} writing[] = {{O_ACCMODE, O_WRONLY}, {O_ACCMODE, O_RDWR}, {O_TRUNC, O_TRUNC}, {O_CREAT, O_CREAT}};

/* True also for a call that this processor does not have. */
static bool is_added(int result) {
    return result == 0 || result == -EDOM;
}

/* With these arguments a call is refused as well. */
static bool refuse_some(scmp_filter_ctx filter) {
    const scmp_datum_t own = (scmp_datum_t)getpid();
    const uint32_t no = SCMP_ACT_ERRNO(EPERM);
    const uint32_t unknown = SCMP_ACT_ERRNO(ENOSYS);
    bool added =
        /* glibc makes threads by clone() if there is no clone3(), whose flags a filter cannot see
         */
        is_added(seccomp_rule_add(filter, unknown, SCMP_SYS(clone3), 0)) &&
        is_added(seccomp_rule_add(filter, no, SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0))) &&
        is_added(seccomp_rule_add(filter, no, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_NE, own))) &&
        is_added(seccomp_rule_add(filter, no, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_NE, 0))) &&
        is_added(
            seccomp_rule_add(filter, no, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX))) &&
        is_added(
            seccomp_rule_add(filter, no, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_GT, AF_NETLINK))) &&
        is_added(seccomp_rule_add(filter, unknown, SCMP_SYS(openat2), 0));
    for (size_t i = 0; i < sizeof writing / sizeof *writing && added; i++)
        added =
            is_added(
                seccomp_rule_add(filter, no, SCMP_SYS(open), 1,
                                 SCMP_A1(SCMP_CMP_MASKED_EQ, writing[i].mask, writing[i].flags))) &&
            is_added(
                seccomp_rule_add(filter, no, SCMP_SYS(openat), 1,
                                 SCMP_A2(SCMP_CMP_MASKED_EQ, writing[i].mask, writing[i].flags)));
    return added;
}

static void confine_calls(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool complete = filter && seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0;
    for (size_t i = 0; i < sizeof refused / sizeof *refused && complete; i++)
        complete = is_added(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0));
    if (complete && refuse_some(filter))
        (void)seccomp_load(filter);
    seccomp_release(filter);
}

/* A limit that is lower already stays: root would raise it. */
static void confine_memory(void) {
#ifndef __SANITIZE_ADDRESS__ /* which reserves terabytes */
    const rlim_t bytes = (rlim_t)1024 * 1024 * 1024;
    const struct rlimit most = {bytes, bytes};
    struct rlimit present;
    if (getrlimit(RLIMIT_AS, &present) == 0 && present.rlim_cur > bytes)
        (void)setrlimit(RLIMIT_AS, &most);
#endif
}

void confine(const char *ca_file) {
    confine_memory();
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    confine_files(ca_file);
    confine_calls();
}
