/** How the processes of a job's latest builds ended: a file beside the job, a page with a picture, and its remote API. */
package io.jenkins.plugins.cleankill.trend;
