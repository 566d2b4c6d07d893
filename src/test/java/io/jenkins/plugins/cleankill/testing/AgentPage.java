package io.jenkins.plugins.cleankill.testing;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * The page of an agent on which builds have processes, as users with few permissions see it: {@code reader} may see the
 * agent, {@code canceller} may abort builds, too, and {@code nobody} may see Jenkins only.
 */
public final class AgentPage implements AutoCloseable {

    private final JenkinsRule jenkins;
    private final String path;
    private final SecurityRealm realm;
    private final AuthorizationStrategy strategy;

    public AgentPage(JenkinsRule jenkins, DumbSlave agent) {
        this.jenkins = jenkins;
        this.path = agent.toComputer().getUrl() + "processes-of-builds/";
        this.realm = jenkins.jenkins.getSecurityRealm();
        this.strategy = jenkins.jenkins.getAuthorizationStrategy();
        Computer.EXTENDED_READ.setEnabled(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Computer.EXTENDED_READ)
                .everywhere()
                .to("reader", "canceller")
                .grant(Item.READ, Item.CANCEL)
                .everywhere()
                .to("canceller"));
    }

    public String textAs(String user) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            return ((HtmlPage) client.goTo(path)).getElementById("main-panel").getTextContent();
        }
    }

    public String htmlAs(String user) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            return client.goTo(path).getWebResponse().getContentAsString();
        }
    }

    /** Reads it until it has that text: what it tells of comes by itself. */
    public void awaitTextAs(String user, String text) throws Exception {
        Eventually.isTrue("the page tells of " + text, () -> textAs(user).contains(text));
    }

    /** The keys of the builds that the user is offered to end. */
    public List<String> keysAs(String user) throws Exception {
        return Pattern.compile("end\\?build=([0-9a-f-]+)")
                .matcher(htmlAs(user))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The status of the answer. */
    public int statusAs(String user) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            return client.getPage(url("")).getWebResponse().getStatusCode();
        }
    }

    /** The status of the answer to a POST. */
    public int endAs(String user, String key) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            WebRequest request = new WebRequest(url("end?build=" + key), HttpMethod.POST);
            return client.getPage(client.addCrumb(request)).getWebResponse().getStatusCode();
        }
    }

    /** The status of the answer to a GET. */
    public int endByGetAs(String user, String key) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            return client.getPage(url("end?build=" + key)).getWebResponse().getStatusCode();
        }
    }

    private URL url(String more) throws IOException {
        return new URL(jenkins.getURL(), path + more);
    }

    private JenkinsRule.WebClient client(String user) {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicCredentials(user);
    }

    @Override
    public void close() throws IOException {
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(strategy);
        Computer.EXTENDED_READ.setEnabled(false);
    }
}
