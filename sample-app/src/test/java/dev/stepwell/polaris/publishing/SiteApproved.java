package dev.stepwell.polaris.publishing;

import dev.stepwell.Event;

/** Somebody likes the site. */
@Event("sites/site.approved")
public record SiteApproved(String projectId, String domain) {}
