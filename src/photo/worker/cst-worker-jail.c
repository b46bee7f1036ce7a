/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Four walls, each of which would do on its own against most of what can go wrong: resource
 * limits, no privileges to gain, Landlock (no path, no port, no signal to others), and a system
 * call filter that kills the process at the first call a decoder has no need of.
 */

#define MEGABYTE ((rlim_t)1024 * 1024)

/* Over what two pictures of the largest allowed size take: one as decoded, one as drawn. */
#define MAX_ADDRESS_SPACE (2048 * MEGABYTE)
#define MAX_DATA          (1280 * MEGABYTE)

/* Over a whole life. The application keeps the clock of each request; this ends a worker whose
 * application has stopped. */
#define MAX_CPU_SECONDS 900
#define MAX_FILES       64

/* Shadow memory needs terabytes of address space, and its runtime calls what decoders do not. */
#if defined (__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

static gboolean
limit (int    resource,
       rlim_t value)
{
  const struct rlimit rlimit = { value, value };

  return setrlimit ((__rlimit_resource_t)resource, &rlimit) == 0;
}

static gboolean
limit_resources (CstPhotoRole role)
{
  /* The kernel counts threads as processes, and those of everything else the user runs. */
  if (role != CST_PHOTO_ROLE_HEIF && !limit (RLIMIT_NPROC, 0))
    return FALSE;

  if (!limit (RLIMIT_CORE, 0) || !limit (RLIMIT_CPU, MAX_CPU_SECONDS) || !limit (RLIMIT_NOFILE, MAX_FILES) ||
      !limit (RLIMIT_MEMLOCK, 0) || !limit (RLIMIT_MSGQUEUE, 0))
    return FALSE;

  if (IS_SANITIZED)
    return TRUE;

  return limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_AS, MAX_ADDRESS_SPACE) && limit (RLIMIT_DATA, MAX_DATA);
}

/* Landlock, by number: glibc has no wrappers, and headers older than the kernel lack its newer
 * rights. */
#define FS_RIGHTS_1   0x1FFFu
#define FS_REFER      (1u << 13) /* since 2 */
#define FS_TRUNCATE   (1u << 14) /* since 3 */
#define FS_IOCTL_DEV  (1u << 15) /* since 5 */
#define NET_TCP       0x3u       /* since 4 */
#define SCOPES        0x3u       /* since 6: signals and abstract sockets */

typedef struct
{
  guint64 handled_fs;
  guint64 handled_net;
  guint64 scoped;
} LandlockRules;

static void
allow_reading (int         ruleset,
               const char *folder)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
  };

  rule.parent_fd = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return;

  syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
}

/* Returns: FALSE where the kernel has no Landlock */
static gboolean
close_file_system (CstPhotoRole role)
{
  static const char *const fonts[] = {
    "/usr/share/fonts", "/usr/local/share/fonts", "/app/share/fonts", "/run/host/fonts", "/run/host/local-fonts",
    "/run/host/fonts-cache", "/run/host/local-fonts-cache", "/etc/fonts", "/usr/share/fontconfig",
    "/var/cache/fontconfig", "/usr/cache/fontconfig", "/usr/share/poppler",
  };
  LandlockRules rules = { .handled_fs = FS_RIGHTS_1 };
  gsize size = sizeof rules.handled_fs;
  gboolean is_closed;
  long abi;
  int ruleset;

  abi = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1)
    return FALSE;

  rules.handled_fs |= (abi >= 2 ? FS_REFER : 0) | (abi >= 3 ? FS_TRUNCATE : 0) | (abi >= 5 ? FS_IOCTL_DEV : 0);
  if (abi >= 4)
    {
      rules.handled_net = NET_TCP;
      size = G_STRUCT_OFFSET (LandlockRules, scoped);
    }
  if (abi >= 6)
    {
      rules.scoped = SCOPES;
      size = sizeof rules;
    }

  ruleset = (int)syscall (SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0)
    return FALSE;

  for (gsize i = 0; role == CST_PHOTO_ROLE_PAGES && i < G_N_ELEMENTS (fonts); i++)
    allow_reading (ruleset, fonts[i]);

  is_closed = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);

  return is_closed;
}

/* What any decoder needs: its memory, its socket, the descriptors it was handed, its end. */
static const int always_allowed[] = {
  SCMP_SYS (read), SCMP_SYS (pread64), SCMP_SYS (lseek), SCMP_SYS (close), SCMP_SYS (fstat),
  SCMP_SYS (recvmsg), SCMP_SYS (sendmsg),
  SCMP_SYS (brk), SCMP_SYS (munmap), SCMP_SYS (mremap), SCMP_SYS (madvise),
  SCMP_SYS (futex), SCMP_SYS (getrandom), SCMP_SYS (clock_gettime), SCMP_SYS (gettimeofday), SCMP_SYS (time),
  SCMP_SYS (sysinfo), SCMP_SYS (sched_getaffinity), SCMP_SYS (sched_yield), SCMP_SYS (restart_syscall),
  SCMP_SYS (rt_sigreturn), SCMP_SYS (exit), SCMP_SYS (exit_group),
};

/* The decoders of HEIC and AVIF work on threads, whatever they are asked for. Starting one is a clone()
 * whose flags can be looked at; clone3() hides them, and libc does without it when told that there is
 * none. */
static const int thread_calls[] = {
  SCMP_SYS (set_robust_list), SCMP_SYS (rseq), SCMP_SYS (rt_sigaction), SCMP_SYS (rt_sigprocmask), SCMP_SYS (gettid),
};

/* What fontconfig, freetype and poppler use on paths. Where Landlock limits them to the fonts
 * they are allowed, read-only; elsewhere they are answered "no", so that a page is drawn without
 * its missing fonts instead of killing the worker. */
static const int path_calls[] = {
  SCMP_SYS (access), SCMP_SYS (faccessat), SCMP_SYS (faccessat2), SCMP_SYS (stat), SCMP_SYS (lstat),
  SCMP_SYS (statx), SCMP_SYS (statfs), SCMP_SYS (fstatfs), SCMP_SYS (readlink), SCMP_SYS (readlinkat),
  SCMP_SYS (getdents64), SCMP_SYS (fcntl), SCMP_SYS (fadvise64),
};

/* Never more than "no", also for pages. */
static const int refused_calls[] = {
  SCMP_SYS (open), SCMP_SYS (creat), SCMP_SYS (mkdir), SCMP_SYS (mkdirat), SCMP_SYS (unlink), SCMP_SYS (unlinkat),
  SCMP_SYS (rename), SCMP_SYS (renameat), SCMP_SYS (link), SCMP_SYS (linkat), SCMP_SYS (chmod), SCMP_SYS (fchmod),
  SCMP_SYS (utimensat), SCMP_SYS (ioctl),
};

static gboolean
add_rules (scmp_filter_ctx  filter,
           guint32          action,
           const int       *calls,
           gsize            n_calls)
{
  for (gsize i = 0; i < n_calls; i++)
    {
      /* Some do not exist on every architecture. */
      if (calls[i] >= 0 && seccomp_rule_add (filter, action, calls[i], 0) < 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_thread_rules (scmp_filter_ctx filter)
{
  return add_rules (filter, SCMP_ACT_ALLOW, thread_calls, G_N_ELEMENTS (thread_calls)) &&
         seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prctl), 1,
                           SCMP_A0 (SCMP_CMP_EQ, PR_SET_NAME)) == 0;
}

static gboolean
add_memory_rules (scmp_filter_ctx filter)
{
  /* Never executable. */
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

static gboolean
add_path_rules (scmp_filter_ctx filter,
                gboolean        has_landlock)
{
  const guint32 no = SCMP_ACT_ERRNO (EACCES);
  const guint32 paths = has_landlock ? SCMP_ACT_ALLOW : no;

  if (!add_rules (filter, paths, path_calls, G_N_ELEMENTS (path_calls)) ||
      !add_rules (filter, no, refused_calls, G_N_ELEMENTS (refused_calls)))
    return FALSE;

  return seccomp_rule_add (filter, paths, SCMP_SYS (openat), 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, O_ACCMODE, O_RDONLY)) == 0 &&
         seccomp_rule_add (filter, no, SCMP_SYS (openat), 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, O_WRONLY, O_WRONLY)) == 0 &&
         seccomp_rule_add (filter, no, SCMP_SYS (openat), 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, O_RDWR, O_RDWR)) == 0;
}

static gboolean
load_filter (CstPhotoRole role,
             gboolean     has_landlock)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  gboolean is_loaded;

  if (filter == NULL)
    return FALSE;

  /* On every thread at once, should a library have started one while warming up. */
  is_loaded = seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
              add_rules (filter, SCMP_ACT_ALLOW, always_allowed, G_N_ELEMENTS (always_allowed)) &&
              add_memory_rules (filter) &&
              /* fstat() of today's glibc, which is a stat of an empty path */
              seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (newfstatat), 0) == 0 &&
              /* complaints of libraries, into nothing */
              seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (write), 1,
                                SCMP_A0 (SCMP_CMP_EQ, STDERR_FILENO)) == 0 &&
              (role != CST_PHOTO_ROLE_PAGES || add_path_rules (filter, has_landlock)) &&
              (role != CST_PHOTO_ROLE_HEIF || add_thread_rules (filter)) &&
              seccomp_load (filter) == 0;
  seccomp_release (filter);

  return is_loaded;
}

/* Landlock binds only the thread that asks for it: there must be no other. */
static gboolean
is_alone (void)
{
  struct stat st;

  return IS_SANITIZED || (stat ("/proc/self/task", &st) == 0 && st.st_nlink == 3);
}

/*
 * worker_jail_has_filter:
 *
 * Returns: whether this build filters system calls, which one under the address sanitizer cannot
 */
gboolean
worker_jail_has_filter (void)
{
  return !IS_SANITIZED;
}

/*
 * worker_jail_enter:
 * @jail: (out): what could be put up, as #CstPhotoJail
 *
 * Locks the process in for good. Must come after everything that reads configuration, and before
 * the first byte of a foreign file.
 *
 * Returns: FALSE when a wall that every supported kernel has could not be put up
 */
gboolean
worker_jail_enter (CstPhotoRole  role,
                   guint32      *jail)
{
  gboolean has_landlock;

  *jail = 0;
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
      !is_alone () || !limit_resources (role))
    return FALSE;

  if ((has_landlock = close_file_system (role)))
    *jail |= CST_PHOTO_JAIL_LANDLOCK;

  if (worker_jail_has_filter ())
    {
      if (!load_filter (role, has_landlock))
        return FALSE;
      *jail |= CST_PHOTO_JAIL_SECCOMP;
    }

  return TRUE;
}
