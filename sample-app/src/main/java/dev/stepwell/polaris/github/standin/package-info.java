/**
 * A stand-in for GitHub: the same paths and shapes over HTTP, on git repositories on the local disk.
 *
 * <p>Start with {@link dev.stepwell.polaris.github.standin.GithubStandIn}. This package imports Javalin, JGit and Jackson, and
 * nothing of the client, so that the two cannot share mistakes.
 */
@NullMarked
package dev.stepwell.polaris.github.standin;

import org.jspecify.annotations.NullMarked;
