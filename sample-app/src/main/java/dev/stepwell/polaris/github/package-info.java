/**
 * A client of GitHub: reads and creates repositories, and writes blobs, trees and commits.
 *
 * <p>Start with {@link dev.stepwell.polaris.github.GithubClient}. This package imports github-api and the exceptions of {@code
 * dev.stepwell}; it does not use the jobs or the stand-in.
 */
@NullMarked
package dev.stepwell.polaris.github;

import org.jspecify.annotations.NullMarked;
