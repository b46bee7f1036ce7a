/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What all workers have in common: each looks at files for the application, which starts it and holds
 * the other end of descriptor 3. "--self-test" makes it prove its own walls.
 */

#include "cst-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_FDS 2

typedef struct
{
  CstPhotoRequest request;
  int             fds[MAX_FDS];
  int             n_fds;
} Mail;

/* Returns: FALSE when the application has gone, or talks nonsense */
static gboolean
receive (Mail *mail)
{
  union
  {
    struct cmsghdr header;
    char           room[CMSG_SPACE (sizeof (int) * MAX_FDS)];
  } control;
  struct iovec iov = { &mail->request, sizeof mail->request };
  struct msghdr message = {
    .msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control,
  };
  struct cmsghdr *part;
  ssize_t n;

  do
    n = recvmsg (CST_PHOTO_SOCKET_FD, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);

  if (n != sizeof mail->request || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 ||
      mail->request.magic != CST_PHOTO_MAGIC || mail->request.version != CST_PHOTO_VERSION)
    return FALSE;

  part = CMSG_FIRSTHDR (&message);
  if (part == NULL || part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
    return FALSE;

  mail->n_fds = (int)((part->cmsg_len - CMSG_LEN (0)) / sizeof (int));
  memcpy (mail->fds, CMSG_DATA (part), sizeof (int) * (gsize)mail->n_fds);

  return mail->n_fds == (mail->request.kind == CST_PHOTO_REQUEST_PROBE ? 1 : 2);
}

static gboolean
reply_with (CstPhotoReply *reply)
{
  struct iovec iov = { reply, sizeof *reply };
  const struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };
  ssize_t n;

  reply->magic = CST_PHOTO_MAGIC;
  reply->version = CST_PHOTO_VERSION;

  do
    n = sendmsg (CST_PHOTO_SOCKET_FD, &message, MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);

  return n == sizeof *reply;
}

static CstPhotoStatus
measure (int         fd,
         WorkerFile *file)
{
  const off_t most = worker_kind.reads_pieces ? CST_PHOTO_MAX_VIDEO_SIZE : CST_PHOTO_MAX_FILE_SIZE;
  struct stat st;

  if (fstat (fd, &st) < 0 || !S_ISREG (st.st_mode) || st.st_size < 0)
    return CST_PHOTO_STATUS_UNREADABLE;
  if (st.st_size > most)
    return CST_PHOTO_STATUS_TOO_LARGE;

  file->fd = fd;
  file->size = (gsize)st.st_size;

  return file->size > 0 ? CST_PHOTO_STATUS_OK : CST_PHOTO_STATUS_TRUNCATED;
}

/* Read, not mapped: someone else may cut the file short meanwhile. */
static CstPhotoStatus
read_whole (WorkerFile  *file,
            guint8     **data)
{
  gsize at = 0;

  if ((*data = g_try_malloc (file->size)) == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;

  while (at < file->size)
    {
      ssize_t n = pread (file->fd, *data + at, file->size - at, (off_t)at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return CST_PHOTO_STATUS_UNREADABLE;
      if (n == 0)
        break;
      at += (gsize)n;
    }

  file->data = *data;
  file->size = at;

  return at > 0 ? CST_PHOTO_STATUS_OK : CST_PHOTO_STATUS_TRUNCATED;
}

static CstPhotoStatus
fill_memory (const CstPhotoRequest *request,
             const WorkerFile      *file,
             guint8                *memory,
             gsize                  size,
             WorkerFacts           *facts)
{
  gsize needed = (gsize)request->width * request->height * 4;

  if (request->kind != CST_PHOTO_REQUEST_DRAW)
    return worker_kind.write != NULL ? worker_kind.write (request, file, memory, size, facts)
                                     : CST_PHOTO_STATUS_UNSUPPORTED;

  if (needed == 0 || needed > size)
    return CST_PHOTO_STATUS_TOO_LARGE;

  return worker_kind.draw (request, file, memory, facts);
}

static CstPhotoStatus
open_memory (const CstPhotoRequest *request,
             const WorkerFile      *file,
             int                    memory_fd,
             WorkerFacts           *facts)
{
  /* All of it at once, since all of it is drawn on; a file fills only some. */
  const int flags = MAP_SHARED | (request->kind == CST_PHOTO_REQUEST_DRAW ? MAP_POPULATE : 0);
  CstPhotoStatus status;
  struct stat st;
  guint8 *memory;
  gsize size;

  if ((guint64)request->width * request->height > CST_PHOTO_MAX_PIXELS ||
      fstat (memory_fd, &st) < 0 || st.st_size <= 0)
    return CST_PHOTO_STATUS_TOO_LARGE;

  size = (gsize)st.st_size;
  memory = mmap (NULL, size, PROT_READ | PROT_WRITE, flags, memory_fd, 0);
  if (memory == MAP_FAILED)
    return CST_PHOTO_STATUS_TOO_LARGE;

  status = fill_memory (request, file, memory, size, facts);

  /* Before the reply: the application can seal the memory only when nobody can write to it. */
  munmap (memory, size);

  return status;
}

static CstPhotoStatus
serve (const Mail  *mail,
       WorkerFacts *facts)
{
  g_autofree guint8 *data = NULL;
  WorkerFile file = { 0 };
  CstPhotoStatus status;

  if ((status = measure (mail->fds[0], &file)) != CST_PHOTO_STATUS_OK)
    return status;

  if (!worker_kind.reads_pieces && (status = read_whole (&file, &data)) != CST_PHOTO_STATUS_OK)
    return status;

  if (mail->request.kind == CST_PHOTO_REQUEST_PROBE)
    {
      status = worker_kind.probe (&mail->request, &file, facts);
      if (data != NULL && memmem (data, file.size, WORKER_XMP_PLACE, strlen (WORKER_XMP_PLACE)) != NULL)
        facts->reply.tells_place = 1;

      return status;
    }

  return open_memory (&mail->request, &file, mail->fds[1], facts);
}

static void
drop_message (const char     *log_domain,
              GLogLevelFlags  level,
              const char     *message,
              gpointer        user_data)
{
  /* Libraries quote the file in their complaints. */
}

int
main (int   argc,
      char *argv[])
{
  gboolean is_self_test = argc == 2 && strcmp (argv[1], "--self-test") == 0;
  CstPhotoReply hello = { 0 };
  Mail mail;

  if (argc > 1 && !is_self_test)
    return 2;

  g_log_set_default_handler (drop_message, NULL);

  /* Libraries look at the clock, which reads the time zone's file the first time. */
  tzset ();
  if (is_self_test)
    return worker_self_test ();

  /* Should the application die while a picture is being decoded. If it already has, the socket says so. */
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  syscall (SYS_close_range, CST_PHOTO_SOCKET_FD + 1, ~0u, 0);

  if (worker_kind.warm_up != NULL)
    worker_kind.warm_up ();

  if (!worker_jail_enter (worker_kind.role, &hello.flags) || !reply_with (&hello))
    _exit (1);

  while (receive (&mail))
    {
      WorkerFacts facts = {
        .reply = { .serial = mail.request.serial, .orientation = 1, .n_pages = 1, .n_frames = 1 },
      };

      facts.reply.status = serve (&mail, &facts);
      for (int i = 0; i < mail.n_fds; i++)
        close (mail.fds[i]);

      if (!reply_with (&facts.reply))
        break;
    }

  /* Not exit(): handlers of libraries may call what is forbidden by now. */
  _exit (0);
}
