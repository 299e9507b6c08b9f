/* A disk that keeps only what was synced: each file named *.db or *.db-wal has a shadow in a folder of its own.
 *
 * Loaded before the C library's calls. What is written is remembered; a sync of a file brings its shadow up to date with
 * it. Nothing else ever reaches a shadow, so the shadows are what a machine finds after its power was cut. A file's
 * removal takes its shadow away at once, which SQLite's write-ahead log never relies on while it is in use.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 1024
#define RANGES 4096

struct file {
    char shadow[PATH_MAX];
    int whole; /* more was written than RANGES can tell: the next sync copies everything */
    int count;
    off_t from[RANGES], upto[RANGES];
};

static struct file *files[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_close)(int);

__attribute__((constructor)) static void find(void) {
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_close = dlsym(RTLD_NEXT, "close");
}

static int ends(const char *name, const char *end) {
    size_t all = strlen(name), part = strlen(end);
    return all >= part && strcmp(name + all - part, end) == 0;
}

static int shadow_of(const char *path, char *shadow) {
    const char *folder = getenv("SHADOW"), *name = strrchr(path, '/');
    if (!folder || !(ends(path, ".db") || ends(path, ".db-wal"))) return 0;
    snprintf(shadow, PATH_MAX, "%s/%s", folder, name ? name + 1 : path);
    return 1;
}

/* The file behind a descriptor; another file may have got the same number since. */
static struct file *file_of(int fd) {
    char link[64], path[PATH_MAX], shadow[PATH_MAX];
    ssize_t length;
    if (fd < 0 || fd >= FILES) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    if (!shadow_of(path, shadow)) return NULL;
    if (!files[fd] || strcmp(files[fd]->shadow, shadow)) {
        if (!files[fd]) files[fd] = malloc(sizeof **files);
        strcpy(files[fd]->shadow, shadow);
        files[fd]->count = 0;
        files[fd]->whole = 1;
    }
    return files[fd];
}

static void wrote(int fd, off_t from, off_t upto) {
    struct file *file;
    int saved;
    pthread_mutex_lock(&lock);
    file = file_of(fd);
    if (file) {
        saved = file->count;
        if (saved && file->upto[saved - 1] == from) file->upto[saved - 1] = upto;
        else if (saved == RANGES) file->whole = 1;
        else { file->from[saved] = from; file->upto[saved] = upto; file->count++; }
    }
    pthread_mutex_unlock(&lock);
}

static void copy(int from, int to, off_t at, off_t end) {
    static char page[1 << 16];
    while (at < end) {
        size_t want = end - at < (off_t)sizeof page ? (size_t)(end - at) : sizeof page;
        ssize_t got = pread(from, page, want, at);
        if (got <= 0 || real_pwrite(to, page, got, at) != got) return;
        at += got;
    }
}

/* All that was written through this descriptor, and the file's present length, are durable now. SQLite holds the write
 * lock while it syncs, so nobody else changes the file under the copy. */
static void synced(int fd) {
    struct file *file;
    struct stat now;
    int to, each;
    pthread_mutex_lock(&lock);
    file = file_of(fd);
    if (file && fstat(fd, &now) == 0 && (to = open(file->shadow, O_WRONLY | O_CREAT, 0600)) >= 0) {
        if (file->whole) copy(fd, to, 0, now.st_size);
        for (each = 0; !file->whole && each < file->count; each++) copy(fd, to, file->from[each], file->upto[each]);
        real_ftruncate(to, now.st_size);
        real_close(to);
        file->count = 0;
        file->whole = 0;
    }
    pthread_mutex_unlock(&lock);
}

int fdatasync(int fd) { synced(fd); return 0; }
int fsync(int fd) { synced(fd); return 0; }

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    ssize_t done = real_pwrite(fd, data, size, at);
    if (done > 0) wrote(fd, at, at + done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t write(int fd, const void *data, size_t size) {
    off_t at = fd > 2 ? lseek(fd, 0, SEEK_CUR) : -1;
    ssize_t done = real_write(fd, data, size);
    if (done > 0 && at >= 0) wrote(fd, at, at + done);
    return done;
}

int ftruncate64(int fd, off_t size) {
    int done = real_ftruncate(fd, size);
    if (done == 0) {
        pthread_mutex_lock(&lock);
        if (file_of(fd)) files[fd]->whole = 1;
        pthread_mutex_unlock(&lock);
    }
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
    char shadow[PATH_MAX];
    int done = real_unlink(path);
    if (done == 0 && shadow_of(path, shadow)) real_unlink(shadow);
    return done;
}
