/*
 * Reads what a search for a variable reads: /proc/PID/stat of every process, and /proc/PID/environ.
 *
 * For each line of its input, "stat" or a variable like NAME=VALUE, it reads all processes once, and prints how many
 * nanoseconds that took, how many processes it found, and how many nanoseconds of the processor's time it took.
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char buffer[4 << 20];

static ssize_t read_file(const char *pid, const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t length = 0, got;
    while (length < (ssize_t) sizeof buffer - 1 && (got = read(file, buffer + length, sizeof buffer - 1 - length)) > 0)
        length += got;
    close(file);
    return length;
}

static int has(const char *variable, ssize_t length) {
    buffer[length] = 0;
    for (const char *at = buffer; at < buffer + length; at += strlen(at) + 1)
        if (strcmp(at, variable) == 0) return 1;
    return 0;
}

static long long now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(void) {
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        int environments = strcmp(line, "stat") != 0, found = 0;
        long long begun = now(CLOCK_MONOTONIC), processor = now(CLOCK_PROCESS_CPUTIME_ID);
        DIR *proc = opendir("/proc");
        if (!proc) return 1;
        for (struct dirent *entry; (entry = readdir(proc));) {
            if (!isdigit((unsigned char) *entry->d_name) || read_file(entry->d_name, "stat") <= 0) continue;
            if (!environments) {
                found++;
                continue;
            }
            ssize_t length = read_file(entry->d_name, "environ");
            if (length > 0) found += has(line, length);
        }
        closedir(proc);
        printf("%lld %d %lld\n", now(CLOCK_MONOTONIC) - begun, found, now(CLOCK_PROCESS_CPUTIME_ID) - processor);
        fflush(stdout);
    }
    return 0;
}
