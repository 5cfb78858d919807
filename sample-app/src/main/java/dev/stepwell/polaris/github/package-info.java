/**
 * What Polaris needs of GitHub: reading a repository, making one, and writing blobs, trees and commits.
 *
 * <p>Start with {@link dev.stepwell.polaris.github.GithubClient}. This package imports github-api and the exceptions of {@code
 * dev.stepwell}; it knows neither the jobs nor the stand-in below it.
 */
@NullMarked
package dev.stepwell.polaris.github;

import org.jspecify.annotations.NullMarked;
