/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-process.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cst-config.h"
#include "cst-photo-error.h"

/* Starting takes a few hundredths of a second, on a busy old computer perhaps a few seconds. */
#define START_TIMEOUT_MS 30000

/* A worker that a hostile photo took over could change those that come after it; none gets many. */
#define MAX_REQUESTS 64

struct _CstPhotoProcess
{
  GSubprocess *subprocess; /* (owned) */
  int          socket;     /* (owned) */
  guint32      serial;
  guint32      jail;
  CstPhotoRole role;
  gboolean     is_broken;
  gint64       pid;        /* kept, since a subprocess forgets it when it ends */
};

/* The worker sees nothing of our environment but what its libraries need to be found. */
static char **
make_environment (void)
{
  static const char *const kept[] = {
    "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
  };
  char **environment = g_environ_setenv (NULL, "LC_ALL", "C.UTF-8", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      const char *value = g_getenv (kept[i]);

      if (value != NULL)
        environment = g_environ_setenv (environment, kept[i], value, TRUE);
    }

  return environment;
}

/* One program for each role; CONSTAT_PHOTO_WORKER names that for pictures, and the others are beside. */
static char *
find_program (CstPhotoRole role)
{
  static const char *const suffixes[CST_PHOTO_N_ROLES] = {
    [CST_PHOTO_ROLE_PICTURES] = "",
    [CST_PHOTO_ROLE_PAGES] = "-pages",
    [CST_PHOTO_ROLE_HEIF] = "-heif",
    [CST_PHOTO_ROLE_VIDEO] = "-video",
  };
  const char *program = g_getenv ("CONSTAT_PHOTO_WORKER");

  return g_strconcat (program != NULL ? program : CST_LIBEXECDIR "/constat-photo-worker", suffixes[role], NULL);
}

static GSubprocess *
spawn (int            socket,
       CstPhotoRole   role,
       GError       **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_auto(GStrv) environment = make_environment ();
  g_autofree char *program = find_program (role);
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_SILENCE;

  /* Libraries may quote a customer's file in what they print. */
  if (g_getenv ("CONSTAT_PHOTO_WORKER_STDERR") == NULL)
    flags |= G_SUBPROCESS_FLAGS_STDERR_SILENCE;

  launcher = g_subprocess_launcher_new (flags);
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_fd (launcher, socket, CST_PHOTO_SOCKET_FD);

  return g_subprocess_launcher_spawn (launcher, error, program, NULL);
}

/* Returns: 1 when an answer can be read, 0 when the time is over, -1 on an error */
static int
wait_for_answer (int    fd,
                 gint64 deadline)
{
  for (;;)
    {
      gint64 left = deadline - g_get_monotonic_time ();
      struct pollfd item = { .fd = fd, .events = POLLIN };
      int n;

      if (left <= 0)
        return 0;

      n = poll (&item, 1, (int)((left + 999) / 1000));
      if (n != 0 && !(n < 0 && errno == EINTR))
        return n < 0 ? -1 : 1;
    }
}

static gboolean
receive (CstPhotoProcess  *self,
         guint             timeout_ms,
         CstPhotoReply    *reply,
         GError          **error)
{
  ssize_t n;

  switch (wait_for_answer (self->socket, g_get_monotonic_time () + (gint64)timeout_ms * 1000))
    {
    case 0:
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT, "the worker did not answer in time");
      return FALSE;

    case 1:
      n = recv (self->socket, reply, sizeof *reply, MSG_DONTWAIT | MSG_TRUNC);
      if (n == sizeof *reply && reply->magic == CST_PHOTO_MAGIC && reply->version == CST_PHOTO_VERSION &&
          reply->serial == self->serial)
        return TRUE;
      break;

    default:
      break;
    }

  g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED, "the worker ended or answered nonsense");

  return FALSE;
}

static gboolean
send_request (CstPhotoProcess       *self,
              const CstPhotoRequest *request,
              const int             *fds,
              gsize                  n_fds)
{
  union
  {
    struct cmsghdr header;
    char           room[CMSG_SPACE (sizeof (int) * 2)];
  } control = { 0 };
  struct iovec iov = { (void *)request, sizeof *request };
  struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control };
  ssize_t n;

  message.msg_controllen = CMSG_SPACE (sizeof (int) * n_fds);
  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN (sizeof (int) * n_fds);
  memcpy (CMSG_DATA (&control.header), fds, sizeof (int) * n_fds);

  do
    n = sendmsg (self->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);

  return n == sizeof *request;
}

/**
 * cst_photo_process_new:
 * @role: which files it is for
 *
 * Starts a worker and waits until it has locked itself in. Blocks; call it on the thread that
 * keeps the process, since the kernel ends the worker when that thread ends.
 *
 * Returns: (transfer full) (nullable): the worker, or %NULL with %CST_PHOTO_ERROR_UNAVAILABLE
 */
CstPhotoProcess *
cst_photo_process_new (CstPhotoRole   role,
                       GError       **error)
{
  g_autoptr(CstPhotoProcess) self = g_new0 (CstPhotoProcess, 1);
  g_autoptr(GError) spawn_error = NULL;
  const char *identifier;
  CstPhotoReply hello;
  int sockets[2];

  self->socket = -1;
  self->role = role;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNAVAILABLE, "no socket: %s", g_strerror (errno));
      return NULL;
    }

  self->socket = sockets[0];
  self->subprocess = spawn (sockets[1], role, &spawn_error);
  if (self->subprocess == NULL || !receive (self, START_TIMEOUT_MS, &hello, &spawn_error))
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNAVAILABLE,
                   "the photo worker does not start: %s", spawn_error->message);
      return NULL;
    }

  self->jail = hello.flags;
  if ((identifier = g_subprocess_get_identifier (self->subprocess)) != NULL)
    self->pid = g_ascii_strtoll (identifier, NULL, 10);

  return g_steal_pointer (&self);
}

void
cst_photo_process_free (CstPhotoProcess *self)
{
  if (self->subprocess != NULL)
    {
      g_subprocess_force_exit (self->subprocess);
      g_subprocess_wait (self->subprocess, NULL, NULL);
    }
  g_clear_object (&self->subprocess);

  if (self->socket >= 0)
    close (self->socket);

  g_free (self);
}

gint64
cst_photo_process_get_pid (CstPhotoProcess *self)
{
  return self->pid;
}

CstPhotoRole
cst_photo_process_get_role (CstPhotoProcess *self)
{
  return self->role;
}

/**
 * cst_photo_process_is_usable:
 *
 * Returns: whether it may be given another request: alive, sane and not yet worn out
 */
gboolean
cst_photo_process_is_usable (CstPhotoProcess *self)
{
  struct pollfd item = { .fd = self->socket, .events = POLLIN };

  /* A worker that has something to say unasked has ended or is out of order. */
  return !self->is_broken && self->serial < MAX_REQUESTS && poll (&item, 1, 0) == 0;
}

/**
 * cst_photo_process_has_fonts:
 *
 * Returns: whether pages show text whose font is not in the file
 */
gboolean
cst_photo_process_has_fonts (CstPhotoProcess *self)
{
  return self->role == CST_PHOTO_ROLE_PAGES && (self->jail & CST_PHOTO_JAIL_LANDLOCK) != 0;
}

/**
 * cst_photo_process_call:
 * @request: what to do; its magic, version and serial are filled in here
 * @file_fd: the file, open for reading
 * @memory_fd: the memory to draw into, or -1
 * @timeout_ms: after which the worker counts as hanging
 * @reply: (out): its answer; every number in it is to be doubted
 *
 * Blocks until the worker has answered. After an error the process is of no more use.
 *
 * Returns: %FALSE with %CST_PHOTO_ERROR_CRASHED or %CST_PHOTO_ERROR_TIMED_OUT
 */
gboolean
cst_photo_process_call (CstPhotoProcess        *self,
                        const CstPhotoRequest  *request,
                        int                     file_fd,
                        int                     memory_fd,
                        guint                   timeout_ms,
                        CstPhotoReply          *reply,
                        GError                **error)
{
  const int fds[] = { file_fd, memory_fd };
  CstPhotoRequest sent = *request;

  g_return_val_if_fail (!self->is_broken, FALSE);

  sent.magic = CST_PHOTO_MAGIC;
  sent.version = CST_PHOTO_VERSION;
  sent.serial = ++self->serial;

  if (!send_request (self, &sent, fds, memory_fd >= 0 ? 2 : 1))
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED, "the worker has ended");
      self->is_broken = TRUE;
    }
  else if (!receive (self, timeout_ms, reply, error))
    self->is_broken = TRUE;

  return !self->is_broken;
}
