/**
 * Polaris, a small back end of an AI code editor, with its three jobs as durable functions: {@link
 * dev.stepwell.polaris.GithubImport}, {@link dev.stepwell.polaris.ProcessMessage} and {@link dev.stepwell.polaris.GithubExport}.
 */
@NullMarked
package dev.stepwell.polaris;

import org.jspecify.annotations.NullMarked;
