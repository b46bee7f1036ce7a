/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * constat-photo-worker: decodes photos and label pages for the application, which starts it and
 * holds the other end of descriptor 3. "--pages" makes it draw PDF pages, "--self-test" makes it
 * prove its own walls.
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

  return mail->n_fds == (mail->request.kind == CST_PHOTO_REQUEST_DRAW ? 2 : 1);
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

/* Read, not mapped: someone else may cut the file short meanwhile. */
static CstPhotoStatus
read_whole (int      fd,
            guint8 **data,
            gsize   *size)
{
  struct stat st;
  gsize at = 0;

  if (fstat (fd, &st) < 0 || !S_ISREG (st.st_mode) || st.st_size < 0)
    return CST_PHOTO_STATUS_UNREADABLE;
  if (st.st_size > CST_PHOTO_MAX_FILE_SIZE)
    return CST_PHOTO_STATUS_TOO_LARGE;

  if ((*data = g_try_malloc ((gsize)st.st_size + 1)) == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;

  while (at < (gsize)st.st_size)
    {
      ssize_t n = pread (fd, *data + at, (gsize)st.st_size - at, (off_t)at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return CST_PHOTO_STATUS_UNREADABLE;
      if (n == 0)
        break;
      at += (gsize)n;
    }

  *size = at;

  return at > 0 ? CST_PHOTO_STATUS_OK : CST_PHOTO_STATUS_TRUNCATED;
}

static CstPhotoStatus
probe (const CstPhotoRequest *request,
       const WorkerFile      *file,
       CstPhotoReply         *reply)
{
  switch (request->type)
    {
    case CST_FILE_TYPE_JPEG:
      return worker_jpeg_run (file, NULL, reply);

    case CST_FILE_TYPE_PNG:
      return worker_png_run (file, NULL, reply);

    case CST_FILE_TYPE_PDF:
      return worker_pdf_probe (file, request->page, reply);

    default:
      return CST_PHOTO_STATUS_UNSUPPORTED;
    }
}

/* The orientation has to be known before the first row, so the header is read first. */
static CstPhotoStatus
draw_picture (const CstPhotoRequest *request,
              const WorkerFile      *file,
              guint8                *pixels,
              CstPhotoReply         *reply)
{
  CstPhotoStatus status = probe (request, file, reply);
  WorkerCanvas *canvas;

  if (status != CST_PHOTO_STATUS_OK)
    return status;

  canvas = worker_canvas_new (pixels, request->width, request->height, reply->orientation);
  if (request->type == CST_FILE_TYPE_JPEG)
    status = worker_jpeg_run (file, canvas, reply);
  else
    status = worker_png_run (file, canvas, reply);
  worker_canvas_free (canvas);

  return status;
}

static CstPhotoStatus
draw (const CstPhotoRequest *request,
      const WorkerFile      *file,
      int                    memory_fd,
      CstPhotoReply         *reply)
{
  gsize size = (gsize)request->width * request->height * 4;
  CstPhotoStatus status;
  struct stat st;
  guint8 *pixels;

  if (size == 0 || size / 4 > CST_PHOTO_MAX_PIXELS || fstat (memory_fd, &st) < 0 || (gsize)st.st_size < size)
    return CST_PHOTO_STATUS_TOO_LARGE;

  pixels = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory_fd, 0);
  if (pixels == MAP_FAILED)
    return CST_PHOTO_STATUS_TOO_LARGE;

  if (request->type == CST_FILE_TYPE_PDF)
    status = worker_pdf_draw (file, request->page, pixels, request->width, request->height);
  else
    status = draw_picture (request, file, pixels, reply);

  /* Before the reply: the application can seal the memory only when nobody can write to it. */
  munmap (pixels, size);

  return status;
}

static CstPhotoStatus
serve (const Mail    *mail,
       CstPhotoReply *reply)
{
  g_autofree guint8 *data = NULL;
  WorkerFile file = { 0 };
  CstPhotoStatus status;

  if ((status = read_whole (mail->fds[0], &data, &file.size)) != CST_PHOTO_STATUS_OK)
    return status;

  file.data = data;
  if (mail->request.kind == CST_PHOTO_REQUEST_DRAW)
    return draw (&mail->request, &file, mail->fds[1], reply);

  return probe (&mail->request, &file, reply);
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
  gboolean is_self_test = FALSE;
  WorkerRole role = WORKER_PICTURES;
  CstPhotoReply hello = { 0 };
  Mail mail;

  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--pages") == 0)
        role = WORKER_PAGES;
      else if (strcmp (argv[i], "--self-test") == 0)
        is_self_test = TRUE;
      else
        return 2;
    }

  g_log_set_default_handler (drop_message, NULL);
  if (is_self_test)
    return worker_self_test (role);

  /* Should the application die while a picture is being decoded. If it already has, the socket says so. */
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  syscall (SYS_close_range, CST_PHOTO_SOCKET_FD + 1, ~0u, 0);

  if (role == WORKER_PAGES)
    worker_pdf_warm_up ();

  if (!worker_jail_enter (role, &hello.flags) || !reply_with (&hello))
    _exit (1);

  while (receive (&mail))
    {
      CstPhotoReply reply = { .serial = mail.request.serial, .orientation = 1, .n_pages = 1 };

      reply.status = serve (&mail, &reply);
      for (int i = 0; i < mail.n_fds; i++)
        close (mail.fds[i]);

      if (!reply_with (&reply))
        break;
    }

  /* Not exit(): handlers of libraries may call what is forbidden by now. */
  _exit (0);
}
