/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Each attempt runs in a child that has locked itself in exactly as the worker does, and ends in
 * one of four ways: killed by the filter, refused with an error, succeeded, or not possible to try.
 */
typedef enum
{
  OUTCOME_DONE,
  OUTCOME_REFUSED,
  OUTCOME_NO_JAIL,
  OUTCOME_KILLED,
} Outcome;

typedef int (*Attempt) (int memory_fd);

static int
read_password_file (int memory_fd)
{
  return open ("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static int
write_temporary_file (int memory_fd)
{
  return open ("/tmp/constat-photo-worker-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static int
list_fonts (int memory_fd)
{
  return open ("/etc/fonts", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int
make_socket (int memory_fd)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}

static int
make_process (int memory_fd)
{
  return (int)syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void *
do_nothing (void *data)
{
  return data;
}

static int
start_thread (int memory_fd)
{
  pthread_t thread;

  return pthread_create (&thread, NULL, do_nothing, NULL) == 0 && pthread_join (thread, NULL) == 0 ? 0 : -1;
}

static int
run_program (int memory_fd)
{
  char program[] = "/bin/true";
  char *argv[] = { program, NULL };

  return execv (program, argv);
}

static int
signal_parent (int memory_fd)
{
  return kill (getppid (), 0);
}

static int
make_code (int memory_fd)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}

static int
shrink_memory (int memory_fd)
{
  return ftruncate (memory_fd, 0);
}

static int
allocate_too_much (int memory_fd)
{
  void *memory = mmap (NULL, (gsize)3 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}

static int
use_memory (int memory_fd)
{
  guint8 *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory_fd, 0);

  if (memory == MAP_FAILED)
    return -1;

  memory[0] = 1;

  return munmap (memory, 4096);
}

static int
make_sealed_memory (void)
{
  int fd = memfd_create ("self-test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0 || ftruncate (fd, 4096) < 0 || fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) < 0)
    return -1;

  return fd;
}

static Outcome
try_locked_in (Attempt  attempt,
               gboolean is_locked_in)
{
  guint32 jail;
  int memory_fd;
  int status;
  pid_t pid;

  memory_fd = make_sealed_memory ();
  if ((pid = fork ()) == 0)
    {
      if (is_locked_in && !worker_jail_enter (worker_kind.role, &jail))
        _exit (OUTCOME_NO_JAIL);

      _exit (attempt (memory_fd) < 0 ? OUTCOME_REFUSED : OUTCOME_DONE);
    }

  close (memory_fd);
  if (pid < 0 || waitpid (pid, &status, 0) != pid)
    return OUTCOME_NO_JAIL;

  if (WIFSIGNALED (status))
    return OUTCOME_KILLED;

  return (Outcome)WEXITSTATUS (status);
}

static gboolean
has_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, 1) >= 1;
}

static void
report (int        *number,
        gboolean    is_good,
        const char *name,
        Outcome     outcome)
{
  static const char *const words[] = { "allowed", "refused", "could not be tried", "killed" };

  printf ("%s %d %s: %s\n", is_good ? "ok" : "not ok", ++*number, name, words[outcome]);
}

static void
skip (int        *number,
      const char *name,
      const char *reason)
{
  printf ("ok %d %s # SKIP %s\n", ++*number, name, reason);
}

/*
 * worker_self_test:
 *
 * Proves, one line each in the Test Anything Protocol, what a locked-in worker can and cannot do.
 */
int
worker_self_test (void)
{
  static const struct
  {
    const char *name;
    Attempt     attempt;
    gboolean    needs_filter; /* else Landlock or the limits are enough */
  } forbidden[] = {
    { "open a file", read_password_file, FALSE },
    { "write a file", write_temporary_file, FALSE },
    { "make a socket", make_socket, TRUE },
    { "make a process", make_process, TRUE },
    { "run a program", run_program, FALSE },
    { "signal the application", signal_parent, TRUE },
    { "make code", make_code, TRUE },
    { "allocate three gigabytes", allocate_too_much, TRUE },
    { "shrink the memory", shrink_memory, FALSE },
  };
  const char *unfiltered = "built with the address sanitizer, which cannot run under the filter";
  gboolean is_walled = worker_jail_has_filter () || has_landlock ();
  Outcome outcome;
  int number = 0;

  if (worker_kind.warm_up != NULL)
    worker_kind.warm_up ();

  printf ("1..%d\n", (int)G_N_ELEMENTS (forbidden) + 4);
  fflush (stdout);

  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      if (!worker_jail_has_filter () && (forbidden[i].needs_filter || !is_walled))
        {
          skip (&number, forbidden[i].name, unfiltered);
          continue;
        }

      outcome = try_locked_in (forbidden[i].attempt, TRUE);
      report (&number, outcome == OUTCOME_KILLED || outcome == OUTCOME_REFUSED, forbidden[i].name, outcome);
    }

  /* The seal holds without any filter. */
  outcome = try_locked_in (shrink_memory, FALSE);
  report (&number, outcome == OUTCOME_REFUSED, "shrink the memory, not locked in", outcome);

  outcome = try_locked_in (use_memory, TRUE);
  report (&number, outcome == OUTCOME_DONE, "draw into the memory", outcome);

  if (!worker_jail_has_filter ())
    skip (&number, "start a thread", unfiltered);
  else
    {
      gboolean is_needed = worker_kind.role == CST_PHOTO_ROLE_HEIF;

      outcome = try_locked_in (start_thread, TRUE);
      report (&number, (outcome == OUTCOME_DONE) == is_needed, "start a thread", outcome);
    }

  if (worker_kind.role != CST_PHOTO_ROLE_PAGES || !has_landlock ())
    skip (&number, "read the fonts", "only for pages, where the kernel has Landlock");
  else
    {
      outcome = try_locked_in (list_fonts, TRUE);
      report (&number, outcome == OUTCOME_DONE, "read the fonts", outcome);
    }

  fflush (stdout);

  return 0;
}
