package io.jenkins.plugins.cleankill.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The file and POM checks of <a href="https://github.com/jenkins-infra/repository-permissions-updater">the hosting
 * checker</a>: its {@code MavenVerifier}, {@code RequiredFilesVerifier} and {@code Requirements}.
 */
class HostingRulesTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private final Document pom;

    HostingRulesTest() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        pom = factory.newDocumentBuilder().parse("pom.xml");
    }

    @ParameterizedTest
    @CsvSource({
        "/project/groupId,io.jenkins.plugins",
        "/project/artifactId,clean-kill",
        "/project/name,Clean Kill",
        "/project/version,${changelist}",
        "/project/packaging,hpi",
        "/project/parent/groupId,org.jenkins-ci.plugins",
        "/project/parent/artifactId,plugin",
        "/project/url,https://github.com/jenkinsci/${project.artifactId}-plugin",
        "/project/scm/connection,scm:git:https://github.com/${gitHubRepo}.git",
        "/project/scm/developerConnection,scm:git:git@github.com:${gitHubRepo}.git",
        "/project/scm/url,https://github.com/${gitHubRepo}",
        "/project/scm/tag,${scmTag}",
        "/project/properties/changelist,999999-SNAPSHOT",
        "/project/properties/gitHubRepo,jenkinsci/${project.artifactId}-plugin",
        "/project/properties/jenkins.version,${jenkins.baseline}.3",
        "/project/properties/hpi.strictBundledArtifacts,true",
        "/project/properties/ban-commons-lang-2.skip,false",
        "/project/licenses/license/name,MIT License",
        "/project/dependencyManagement/dependencies/dependency/artifactId,bom-${jenkins.baseline}.x",
        "/project/repositories/repository/url,https://repo.jenkins-ci.org/public/",
        "/project/pluginRepositories/pluginRepository/url,https://repo.jenkins-ci.org/public/"
    })
    void thePomHas(String path, String value) throws Exception {
        assertThat(text(path)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/project/developers",
                "/project/properties/java.level",
                "/project/properties/maven.compiler.source",
                "/project/properties/maven.compiler.target",
                "/project/properties/maven.compiler.release"
            })
    void thePomHasNo(String path) throws Exception {
        assertThat(nodes(path).getLength()).as(path).isZero();
    }

    @Test
    void theParentAndTheBaselineAreOnesThatAreTaken() throws Exception {
        assertThat(numbers(text("/project/parent/version"))).satisfies(version -> {
            assertThat(version.get(0)).isGreaterThanOrEqualTo(6);
            assertThat(version.get(1)).isGreaterThanOrEqualTo(2211);
        });
        assertThat(numbers(text("/project/properties/jenkins.baseline"))).satisfies(version -> {
            assertThat(version.get(0)).isGreaterThanOrEqualTo(2);
            assertThat(version.get(1)).isGreaterThanOrEqualTo(541);
        });
    }

    @Test
    void pluginsHaveTheVersionsOfTheBom() throws Exception {
        NodeList versions = nodes("/project/dependencies/dependency["
                + "starts-with(groupId, 'org.jenkins') or starts-with(groupId, 'io.jenkins')]/version");

        assertThat(versions.getLength()).isZero();
    }

    /** Those for tests are not bundled; Jenkins has the rest, or a plugin for it. */
    @Test
    void noLibraryIsBundled() throws Exception {
        NodeList libraries = nodes("/project/dependencies/dependency[not(scope = 'test')]/groupId");

        assertThat(libraries.getLength()).isPositive();
        for (int i = 0; i < libraries.getLength(); i++) {
            assertThat(libraries.item(i).getTextContent()).matches("(org\\.jenkins|io\\.jenkins).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "LICENSE.md",
                "CONTRIBUTING.md",
                ".github/workflows/jenkins-security-scan.yml",
                ".github/dependabot.yml",
                ".github/workflows/cd.yaml",
                ".mvn/extensions.xml"
            })
    void theRepositoryHas(String file) {
        assertThat(Path.of(file)).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {".github/release-drafter.yml", ".github/workflows/release-drafter.yml"})
    void continuousDeliveryHasNo(String file) {
        assertThat(Path.of(file)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        ".github/CODEOWNERS,* @jenkinsci/clean-kill-plugin-developers",
        ".mvn/maven.config,-Dchangelist.format=%d.v%s",
        ".mvn/maven.config,-Pmight-produce-incrementals",
        ".gitignore,target/",
        ".gitignore,work/"
    })
    void theFileHasTheLine(String file, String line) throws IOException {
        assertThat(Files.readAllLines(Path.of(file))).contains(line);
    }

    @Test
    void theJenkinsfileCallsBuildPluginWithJdksThatAreTaken() throws IOException {
        String file = Files.readString(Path.of("Jenkinsfile"));

        assertThat(file).containsOnlyOnce("buildPlugin(").contains("useContainerAgent: true", "configurations: [");
        assertThat(Pattern.compile("platform: '(\\w+)', jdk: (\\d+)")
                        .matcher(file)
                        .results())
                .extracting(configuration -> configuration.group(1) + configuration.group(2))
                .contains("linux25", "windows21")
                .allMatch(configuration -> configuration.matches("(linux|windows)(21|25)"));
    }

    @Test
    void thePluginDescribesItself() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/index.jelly")))
                .startsWith("<?jelly escape-by-default='true'?>\n<div>\n")
                .doesNotContain("TODO");
    }

    /** The plugin site shows the README: what it points to must be there. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/report.md"})
    void whatATextPointsToIsThere(String text) throws IOException {
        Path file = Path.of(text);
        List<String> links = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)")
                .matcher(Files.readString(file))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    @Test
    void mavenIsTakenFromMavenCentralAndChecked() throws IOException {
        Properties wrapper = new Properties();
        wrapper.load(Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties")));

        assertThat(wrapper).containsKey("distributionSha512Sum");
    }

    private String text(String path) throws Exception {
        return (String) XPATH.evaluate(path + "/text()", pom, XPathConstants.STRING);
    }

    private NodeList nodes(String path) throws Exception {
        return (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    }

    private static List<Integer> numbers(String version) {
        Stream<MatchResult> parts = Pattern.compile("\\d+").matcher(version).results();
        return parts.map(part -> Integer.valueOf(part.group())).toList();
    }
}
