/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A worker that somebody has taken over. It is called by the name of what it does, since the
 * application passes it neither arguments nor environment.
 */

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-photo-protocol.h"

typedef enum
{
  SHRINK,       /* takes memory away from under the application */
  KEEP,         /* goes on writing into what it has handed in */
  LIE_SMALL,    /* about sizes */
  LIE_LARGE,
  LIE_STATUS,
  WRONG_SERIAL, /* answers another question */
  SHORT,        /* half a packet */
  UNASKED,      /* says good-bye twice */
} Deed;

static const char *const deeds[] = {
  "shrink", "keep", "lie-small", "lie-large", "lie-status", "wrong-serial", "short", "unasked",
};

static int
receive (CstPhotoRequest *request)
{
  union
  {
    struct cmsghdr header;
    char           room[CMSG_SPACE (sizeof (int) * 2)];
  } control;
  struct iovec iov = { request, sizeof *request };
  struct msghdr message = {
    .msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control,
  };
  int fds[2] = { -1, -1 };

  if (recvmsg (CST_PHOTO_SOCKET_FD, &message, 0) <= 0)
    _exit (0);

  memcpy (fds, CMSG_DATA (&control.header), control.header.cmsg_len - CMSG_LEN (0));

  return fds[1];
}

static void
handle_memory (Deed deed,
               int  fd)
{
  struct stat st;

  if (deed == SHRINK && ftruncate (fd, 0) == 0)
    _exit (1);

  if (deed == KEEP && fstat (fd, &st) == 0)
    mmap (NULL, (gsize)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

  close (fd);
}

int
main (int   argc,
      char *argv[])
{
  const char *name = strrchr (argv[0], '/');
  CstPhotoReply reply = {
    .magic = CST_PHOTO_MAGIC, .version = CST_PHOTO_VERSION,
    .flags = CST_PHOTO_JAIL_SECCOMP | CST_PHOTO_JAIL_LANDLOCK,
    .width = 400, .height = 300, .orientation = 1, .n_pages = 1,
  };
  Deed deed = SHRINK;

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      if (name != NULL && strcmp (name + 1, deeds[i]) == 0)
        deed = (Deed)i;
    }

  send (CST_PHOTO_SOCKET_FD, &reply, sizeof reply, 0);
  memset (reply.taken_at, '9', sizeof reply.taken_at);

  for (;;)
    {
      CstPhotoRequest request;
      int memory_fd = receive (&request);

      reply.serial = request.serial + (deed == WRONG_SERIAL);
      if (deed == LIE_SMALL)
        reply.width = 0;
      if (deed == LIE_LARGE)
        reply.width = reply.height = 65000;
      if (deed == LIE_STATUS)
        reply.status = 0xFFFFFFFFu;
      if (memory_fd >= 0)
        handle_memory (deed, memory_fd);

      send (CST_PHOTO_SOCKET_FD, &reply, deed == SHORT ? sizeof reply / 2 : sizeof reply, MSG_NOSIGNAL);
      if (deed == UNASKED)
        send (CST_PHOTO_SOCKET_FD, &reply, sizeof reply, MSG_NOSIGNAL);
    }
}
